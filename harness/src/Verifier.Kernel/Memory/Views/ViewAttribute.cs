namespace Verifier.Kernel;

/// <summary>
/// Makes a readonly partial struct a view of a structure in simulated memory. The generator (Verifier.Generators/Views) adds <c>Bytes</c>,
/// the constructors, <c>Pointer</c> and <c>IsNull</c>, and the accessors of the properties with <see cref="FieldAttribute"/> or
/// <see cref="EmbeddedAttribute"/>.
/// </summary>
/// <param name="bytes">Bytes of the structure, without what follows it. No field lies outside.</param>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class ViewAttribute(int bytes) : Attribute
{
    /// <summary>Bytes of the structure.</summary>
    public int Bytes => bytes;

    /// <summary>Generated members that drivers see beside <c>Pointer</c>; the others are internal.</summary>
    public ViewMembers Public { get; init; }
}

/// <summary>Members that the generator adds to a view.</summary>
[Flags]
internal enum ViewMembers
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The constant Bytes.</summary>
    Bytes = 1,

    /// <summary>The constructor from a Pointer.</summary>
    Constructor = 2,

    /// <summary>IsNull.</summary>
    IsNull = 4,

    /// <summary>IEquatable and its operators: two views are equal when their addresses are. Added only when it is named.</summary>
    Equality = 8,
}
