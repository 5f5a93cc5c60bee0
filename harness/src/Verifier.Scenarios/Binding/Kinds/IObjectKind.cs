namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>An object's key table without its type, for the schema and the documentation.</summary>
internal interface IObjectKind : IKind
{
    /// <summary>Name of the table.</summary>
    string Name { get; }

    /// <summary>The keys in the order of the documentation.</summary>
    IReadOnlyList<IKey> Keys { get; }

    /// <summary>Keys of which one or more must be there; none if empty.</summary>
    IReadOnlyList<IKey> AtLeastOneOf { get; }
}
