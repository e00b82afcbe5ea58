// Exists so that the precompiled header is built once and shared by every stage.
