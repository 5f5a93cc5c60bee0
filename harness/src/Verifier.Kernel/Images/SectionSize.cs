namespace Verifier.Kernel;

/// <summary>A section that an image is to have; bytes are rounded up to pages.</summary>
internal readonly record struct SectionSize(string Name, SectionKind Kind, int Bytes, bool IsDiscardable = false);
