namespace Verifier.Binaries.Tests.Building;

/// <summary>Code that was placed in an image.</summary>
internal readonly record struct CodeRange(uint Begin, uint Length)
{
    public uint End => Begin + Length;
}
