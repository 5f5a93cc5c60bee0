using System.Diagnostics.CodeAnalysis;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>A bound value, or nothing because the reason was reported.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
internal readonly record struct Bound<T>
{
    private readonly T _value;
    private readonly bool _isOk;

    private Bound(T value)
    {
        _value = value;
        _isOk = true;
    }

    /// <summary>No value.</summary>
    public static Bound<T> Failed => default;

    /// <summary>A value.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Bound<T>(T value) => new(value);

    /// <summary>Takes the value out.</summary>
    /// <param name="value">The value, if there is one.</param>
    /// <returns>True if there is one.</returns>
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return _isOk;
    }
}
