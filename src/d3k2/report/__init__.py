"""How is it shown?"""

import lazy_loader

# What is shown is loaded when it is shown: an answer to a question needs no plan and no curves.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
