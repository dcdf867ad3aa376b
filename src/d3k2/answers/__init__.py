"""What is the answer to a question in plain words?"""
