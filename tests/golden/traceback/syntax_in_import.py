# A syntax error in an imported module.
import wrong_module
