"""Straight lines of assignments as machine code.

The text of `StraightLines` becomes instructions of LLVM one by one, in 0.3 s. Compiling it by numba
took 7 s: most of them to find out what is known here from the start, that every name is a number
in double precision.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

import llvmlite.binding as llvm
from llvmlite import ir
from numba import types

_NUMBER = ir.DoubleType()
_ADDRESS = ir.IntType(64)
_ARRAY = _NUMBER.as_pointer()
_NUMBERS = ("time", "shift")
"""Arguments that are a number; all others are addresses of arrays."""

_INTRINSIC = {"cos": "llvm.cos", "sin": "llvm.sin", "exp": "llvm.exp", "ln": "llvm.log"}
_OPERATIONS: dict[type[ast.AST], str] = {
    ast.Add: "fadd",
    ast.Sub: "fsub",
    ast.Mult: "fmul",
    ast.Div: "fdiv",
}
_COMPARISONS: dict[type[ast.AST], str] = {
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.NotEq: "!=",
}
_PI = 3.141592653589793


class Function(types.WrapperAddressProtocol):
    """A function in memory, as numba calls it."""

    def __init__(self, address: int, arguments: Iterable[str], kept: object) -> None:
        self._address = address
        self._signature = types.void(
            *(types.float64 if name in _NUMBERS else types.uint64 for name in arguments)
        )
        # It stays in memory for as long as this does.
        self._kept = kept

    def __wrapper_address__(self) -> int:
        return self._address

    def signature(self) -> Any:
        """Return the types of its arguments: numbers, and addresses of arrays."""
        return self._signature


def machine_code(functions: Iterable[str]) -> tuple[Function, ...]:
    """Compile functions of which every line assigns an expression to a name or an array.

    Parameters
    ----------
    functions : iterable of str
        Python text of each; its arguments are ``time``, ``shift`` and arrays of floats.
    """
    module = ir.Module("equations")
    arguments = dict(_define(module, text) for text in functions)
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=3
    )
    compiled = llvm.parse_assembly(str(module))
    compiled.verify()
    passes = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(speed_level=3))
    passes.getModulePassManager().run(compiled, passes)
    engine = llvm.create_mcjit_compiler(compiled, machine)
    engine.finalize_object()
    return tuple(
        Function(engine.get_function_address(name), names, engine)
        for name, names in arguments.items()
    )


def _define(module: ir.Module, text: str) -> tuple[str, tuple[str, ...]]:
    (function,) = ast.parse(text).body
    if not isinstance(function, ast.FunctionDef):
        raise ValueError("only functions are compiled")
    arguments = tuple(a.arg for a in function.args.args)
    kinds = [_NUMBER if a in _NUMBERS else _ADDRESS for a in arguments]
    made = ir.Function(module, ir.FunctionType(ir.VoidType(), kinds), function.name)
    builder = ir.IRBuilder(made.append_basic_block())
    known = {
        name: value if name in _NUMBERS else builder.inttoptr(value, _ARRAY)
        for name, value in zip(arguments, made.args, strict=True)
    }
    lines = _Lines(builder, known)
    for line in function.body:
        lines.assign(line)
    builder.ret_void()
    return function.name, arguments


class _Lines:
    """The lines of one function so far: what each name stands for."""

    def __init__(self, builder: ir.IRBuilder, known: dict[str, ir.Value]) -> None:
        self.builder = builder
        self.known = known | {"pi": ir.Constant(_NUMBER, _PI)}

    def assign(self, line: ast.stmt) -> None:
        """Add a line."""
        match line:
            case ast.Assign([ast.Name(id=name)], expression):
                self.known[name] = self.value(expression)
            case ast.Assign([ast.Subscript() as target], expression):
                self.builder.store(self.value(expression), self.place(target))
            case ast.Pass():
                pass
            case _:
                raise ValueError(f"only assignments are compiled, not {ast.unparse(line)}")

    def place(self, node: ast.Subscript) -> ir.Value:
        """Where an entry of an array is."""
        match node:
            case ast.Subscript(ast.Name(id=array), ast.Constant(int(position))):
                index = ir.Constant(ir.IntType(32), position)
                return self.builder.gep(self.known[array], [index], inbounds=True)
        raise ValueError(f"only fixed entries of arrays are compiled, not {ast.unparse(node)}")

    def value(self, node: ast.expr) -> ir.Value:
        """What an expression stands for."""
        match node:
            case ast.Constant():
                return ir.Constant(_NUMBER, float(str(node.value)))
            case ast.Name():
                return self.known[node.id]
            case ast.Subscript():
                return self.builder.load(self.place(node))
            case ast.UnaryOp(ast.USub(), operand):
                return self.builder.fneg(self.value(operand))
            case ast.BinOp(base, ast.Pow(), power):
                # Powers of one base share its logarithm.
                exponent = self.builder.fmul(self.value(power), self.call("ln", base))
                return self.builder.call(self.function("exp"), [exponent])
            case ast.BinOp(left, operation, right):
                compute = getattr(self.builder, _OPERATIONS[type(operation)])
                return compute(self.value(left), self.value(right))
            case ast.IfExp(holds, value, otherwise) | ast.Call(
                ast.Name("piecewise"), [value, holds, otherwise]
            ):
                return self.builder.select(
                    self.condition(holds), self.value(value), self.value(otherwise)
                )
            case ast.Call(ast.Name(id=function), [argument]):
                return self.call(function, argument)
        raise ValueError(f"{ast.unparse(node)} is not compiled")

    def condition(self, node: ast.expr) -> ir.Value:
        """Whether a comparison holds."""
        match node:
            case ast.Compare(left, [comparison], [right]):
                sign = _COMPARISONS[type(comparison)]
                ordered = self.builder.fcmp_unordered if sign == "!=" else self.builder.fcmp_ordered
                return ordered(sign, self.value(left), self.value(right))
        raise ValueError(f"only comparisons are compiled, not {ast.unparse(node)}")

    def call(self, function: str, argument: ast.expr) -> ir.Value:
        """A function of one expression."""
        return self.builder.call(self.function(function), [self.value(argument)])

    def function(self, name: str) -> ir.Function:
        """Declare a function of the mathematical library."""
        module = self.builder.module
        if name in _INTRINSIC:
            return module.declare_intrinsic(_INTRINSIC[name], [_NUMBER])
        if name not in module.globals:
            declared = ir.Function(module, ir.FunctionType(_NUMBER, [_NUMBER]), name)
            declared.attributes.add("readnone")
            declared.attributes.add("nounwind")
        return module.globals[name]
