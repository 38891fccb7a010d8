print("slow_module runs")
for last in range(500):
    pass
