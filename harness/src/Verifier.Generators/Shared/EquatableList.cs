using System.Collections;

namespace Verifier.Generators;

/// <summary>A list that equals another one with the same items, so that a generator runs again only when one has changed.</summary>
internal readonly struct EquatableList<T>(IReadOnlyList<T> items) : IEquatable<EquatableList<T>>, IEnumerable<T>
{
    private readonly IReadOnlyList<T>? _items = items;

    private IReadOnlyList<T> Items => _items ?? [];

    /// <inheritdoc/>
    public bool Equals(EquatableList<T> other) => Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(Items.Count, (hash, item) => (hash * 31) + (item?.GetHashCode() ?? 0));

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => Items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
