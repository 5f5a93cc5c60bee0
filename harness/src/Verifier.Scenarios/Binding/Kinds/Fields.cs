using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Kinds;

/// <summary>The bound values of one object, by key.</summary>
/// <param name="span">The start of the object.</param>
/// <param name="context">The script.</param>
internal sealed class Fields(SourceSpan span, BindingContext context)
{
    private readonly Dictionary<IKey, object?> _values = [];
    private readonly Dictionary<IKey, SourceSpan> _spans = [];

    /// <summary>The start of the object.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>The script.</summary>
    public BindingContext Context { get; } = context;

    /// <summary>Notes that a key is present, whether or not its value can be bound.</summary>
    /// <param name="key">The key.</param>
    /// <param name="span">The place of the key.</param>
    public void Found(IKey key, SourceSpan span) => _spans[key] = span;

    /// <summary>Keeps a value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">Its key.</param>
    /// <param name="value">The value.</param>
    public void Keep<T>(Key<T> key, T value) => _values[key] = value;

    /// <summary>True if the script has the key, even with a value that could not be bound.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it is there.</returns>
    public bool Has(IKey key) => _spans.ContainsKey(key);

    /// <summary>True if the key has a value.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if a value was bound.</returns>
    public bool IsBound(IKey key) => _values.ContainsKey(key);

    /// <summary>The place of a key; the object's start if the key is absent.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The place.</returns>
    public SourceSpan SpanOf(IKey key) => _spans.GetValueOrDefault(key, Span);

    /// <summary>The value of a key, or another one if it has none.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="otherwise">The other one.</param>
    /// <returns>The value.</returns>
    public T Get<T>(Key<T> key, T otherwise) => _values.TryGetValue(key, out object? value) ? (T)value! : otherwise;

    /// <summary>The value of a required key.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">The key; an object is only built if all its required keys are bound.</param>
    /// <returns>The value.</returns>
    public T Get<T>(Key<T> key) => (T)_values[key]!;

    /// <summary>The value of an optional key whose type is a class.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The value or null.</returns>
    public T? Reference<T>(Key<T> key)
        where T : class => Get(key, null!);

    /// <summary>The value of an optional key whose type is a value type.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The value or null.</returns>
    public T? Value<T>(Key<T> key)
        where T : struct => _values.TryGetValue(key, out object? value) ? (T)value! : null;
}
