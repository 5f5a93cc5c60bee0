namespace Verifier.Kernel;

/// <summary>A part of a page that is mapped for the application, by the address that the bytes have of their own.</summary>
internal readonly record struct MappedBytes(ulong Address, uint Bytes);
