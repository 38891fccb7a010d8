print("a begins")
import mod_circular_b
print("a sees", mod_circular_b.name)
name = "a"
