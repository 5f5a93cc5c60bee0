namespace Verifier.Binaries.Images.Inspecting;

/// <summary>A name in the image that it may ask MmGetSystemRoutineAddress for.</summary>
/// <param name="Name">The name.</param>
/// <param name="State">Its state: modelled, inert or missing. MmGetSystemRoutineAddress answers NULL for a missing one.</param>
internal readonly record struct RequestedName(string Name, ImportState State);
