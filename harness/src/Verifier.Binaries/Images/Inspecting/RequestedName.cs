namespace Verifier.Binaries.Images.Inspecting;

/// <summary>A name in the image that it may ask MmGetSystemRoutineAddress for.</summary>
/// <param name="Name">The name.</param>
/// <param name="State">How far it is there; the answer to a missing one is NULL.</param>
internal readonly record struct RequestedName(string Name, ImportState State);
