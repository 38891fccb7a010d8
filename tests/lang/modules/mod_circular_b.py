print("b begins")
import mod_circular_a
print("b sees a:", hasattr(mod_circular_a, "name"))
name = "b"
