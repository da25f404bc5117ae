print("layertop")
