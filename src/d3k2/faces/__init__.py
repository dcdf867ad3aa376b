"""How is d3k2 reached?"""
