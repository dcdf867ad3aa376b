"""A model with an experiment on it as a COMBINE archive: SBML, SED-ML and a few words on both."""

from __future__ import annotations

import io
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from d3k2.physiology.annotations import LICENCE, TITLE
from d3k2.physiology.exporting import Exported
from d3k2.units import term

MODEL, SIMULATION, METADATA = "model.xml", "simulation.sedml", "metadata.rdf"
EVERY = 7
"""Days between two points of the experiment."""

_SPECIFICATIONS = "http://identifiers.org/combine.specifications"
_FORMATS = {
    ".": "omex",
    "manifest.xml": "omex-manifest",
    MODEL: "sbml.level-3.version-2",
    SIMULATION: "sed-ml",
    METADATA: "omex-metadata",
}
_SEDML = "http://sed-ml.org/sed-ml/level1/version4"
_SBML = "http://www.sbml.org/sbml/level3/version2/core"
_MATHML = "http://www.w3.org/1998/Math/MathML"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TERMS = "http://purl.org/dc/terms/"

_CVODE = "KISAO:0000019"
_TOLERANCES = {"KISAO:0000209": "1e-8", "KISAO:0000211": "1e-12"}
"""Relative and absolute tolerance, as the ontology of algorithms numbers them."""

_UNIX = 3
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Of every file in the archive, so that the same model gives the same bytes."""


def archive(model: Exported) -> bytes:
    """Return a COMBINE archive that runs the model for as long as its doses are given."""
    files = {
        "manifest.xml": _manifest(),
        MODEL: model.sbml,
        SIMULATION: simulation(model),
        METADATA: _metadata(model),
    }
    whole = io.BytesIO()
    with ZipFile(whole, "w") as packed:
        for name, text in files.items():
            entry = ZipInfo(name, _LONG_AGO)
            entry.create_system = _UNIX
            packed.writestr(entry, text.encode(), ZIP_DEFLATED)
    return whole.getvalue()


def simulation(model: Exported) -> str:
    """Return the experiment as SED-ML: every output, about once a week, in a report.

    A plot shows the first output alone, because the outputs have different units.
    """
    whole = Element("sedML", {"xmlns": _SEDML, "xmlns:sbml": _SBML, "level": "1", "version": "4"})
    _add(whole, "listOfModels/model", id="model", language="urn:sedml:language:sbml", source=MODEL)
    span = {"initialTime": 0, "outputStartTime": 0, "outputEndTime": f"{model.days:g}"}
    steps = max(1, round(model.days / EVERY))
    course = _add(
        whole, "listOfSimulations/uniformTimeCourse", id="course", **span, numberOfSteps=steps
    )
    algorithm = SubElement(course, "algorithm", kisaoID=_CVODE)
    settings = SubElement(algorithm, "listOfAlgorithmParameters")
    for kisao, value in _TOLERANCES.items():
        SubElement(settings, "algorithmParameter", kisaoID=kisao, value=value)
    _add(whole, "listOfTasks/task", id="run", modelReference="model", simulationReference="course")
    generators = SubElement(whole, "listOfDataGenerators")
    _generator(generators, "time", "time (days)", symbol="urn:sedml:symbol:time")
    for name in model.shown:
        place = f"/sbml:sbml/sbml:model/sbml:listOfParameters/sbml:parameter[@id='{name}']"
        _generator(generators, name, f"{name} ({term(name).unit})", target=place)
    results = SubElement(whole, "listOfOutputs")
    report = SubElement(results, "report", id="all", name="All outputs")
    sets = SubElement(report, "listOfDataSets")
    for name in ("time", *model.shown):
        SubElement(sets, "dataSet", id=f"set_{name}", label=name, dataReference=f"data_{name}")
    first = model.shown[0]
    plot = SubElement(results, "plot2D", id="plot", name=term(first).meaning)
    curve = {"xDataReference": "data_time", "yDataReference": f"data_{first}", "type": "points"}
    _add(plot, "listOfCurves/curve", id="curve", **curve)
    return _written(whole)


def _generator(generators: Element, name: str, label: str, **where: str) -> None:
    """Add one column of results: a variable of the model as it is."""
    generator = SubElement(generators, "dataGenerator", id=f"data_{name}", name=label)
    _add(generator, "listOfVariables/variable", id=name, taskReference="run", **where)
    math = SubElement(generator, "math", xmlns=_MATHML)
    SubElement(math, "ci").text = name


def _manifest() -> str:
    whole = Element("omexManifest", xmlns=f"{_SPECIFICATIONS}/omex-manifest")
    for name, format_name in _FORMATS.items():
        place = name if name == "." else f"./{name}"
        master = {"master": "true"} if name == SIMULATION else {}
        entry = {"location": place, "format": f"{_SPECIFICATIONS}/{format_name}", **master}
        SubElement(whole, "content", entry)
    return _written(whole)


def _metadata(model: Exported) -> str:
    whole = Element("rdf:RDF", {"xmlns:rdf": _RDF, "xmlns:dcterms": _TERMS})
    about = SubElement(whole, "rdf:Description", {"rdf:about": "."})
    SubElement(about, "dcterms:title").text = TITLE
    SubElement(about, "dcterms:license", {"rdf:resource": f"https://spdx.org/licenses/{LICENCE}"})
    SubElement(about, "dcterms:description").text = model.about
    return _written(whole)


def _add(parent: Element, path: str, **attributes: object) -> Element:
    """Add an element inside a list of its own."""
    outer, inner = path.split("/")
    return SubElement(
        SubElement(parent, outer), inner, {name: str(value) for name, value in attributes.items()}
    )


def _written(whole: Element) -> str:
    indent(whole)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(whole, "unicode") + "\n"
