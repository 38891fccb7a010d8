# Through an imported module.
import broken_module
