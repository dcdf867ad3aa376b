"""How do people write about it?"""
