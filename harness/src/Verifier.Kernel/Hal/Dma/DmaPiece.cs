namespace Verifier.Kernel;

/// <summary>A physically contiguous part of a buffer, as a device sees it.</summary>
internal readonly record struct DmaPiece(ulong Address, uint Length);
