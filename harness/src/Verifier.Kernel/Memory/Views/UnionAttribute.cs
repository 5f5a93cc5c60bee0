namespace Verifier.Kernel;

/// <summary>States that some bytes of a <see cref="ViewAttribute">view</see> are a union: fields within them may overlap.</summary>
/// <param name="offset">Offset of their first byte.</param>
/// <param name="bytes">Number of bytes.</param>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true)]
internal sealed class UnionAttribute(int offset, int bytes) : Attribute
{
    /// <summary>Offset of their first byte.</summary>
    public int Offset => offset;

    /// <summary>Number of bytes.</summary>
    public int Bytes => bytes;
}
