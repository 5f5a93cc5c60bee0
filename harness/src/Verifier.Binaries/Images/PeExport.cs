namespace Verifier.Binaries.Images;

/// <summary>A routine or variable that an image gives to others.</summary>
/// <param name="Name">The name; null for an export by ordinal alone.</param>
/// <param name="Ordinal">The ordinal, counted as importers do.</param>
/// <param name="Rva">Its address in the image; 0 for a forwarder.</param>
/// <param name="Forwarder">The export of another image that it stands for, such as "HAL.KeStallExecutionProcessor"; null otherwise.</param>
internal sealed record PeExport(string? Name, ushort Ordinal, uint Rva, string? Forwarder);
