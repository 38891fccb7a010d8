# __name__ is "__main__" in the script.
if __name__ == "__main__":
    print("main")  # expect: main
import mod_simple  # expect: mod_simple runs, as mod_simple

print(__name__, mod_simple.__name__, __file__.endswith("main_guard.py"), __spec__, __package__, __doc__)
# expect: __main__ mod_simple True None None None
