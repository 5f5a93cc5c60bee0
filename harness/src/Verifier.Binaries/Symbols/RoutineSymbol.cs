namespace Verifier.Binaries.Symbols;

/// <summary>A routine of an image.</summary>
/// <param name="Name">Its name, as the linker knows it.</param>
/// <param name="Rva">Address of its first instruction, relative to the image.</param>
/// <param name="Size">
/// Bytes of its code, at least 1. A routine whose symbol has no size reaches to the next routine or to the end of its section;
/// padding behind it is then included.
/// </param>
internal readonly record struct RoutineSymbol(string Name, uint Rva, uint Size);
