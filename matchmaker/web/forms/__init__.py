"""Forms: the shape of what people send; the rules behind it belong to the use cases."""
