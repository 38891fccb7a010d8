print("inner runs,", __name__, __package__)
thing = "thing of inner"
