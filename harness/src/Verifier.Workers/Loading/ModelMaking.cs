namespace Verifier.Workers.Loading;

/// <summary>The models that are made, and the receiver of that fact. To make a model runs its code.</summary>
internal sealed record ModelMaking
{
    /// <summary>The types to make; null for all.</summary>
    public Func<string, bool>? Wanted { get; init; }

    /// <summary>Is told the type of each model before it is made.</summary>
    public Action<string>? Making { get; init; }

    /// <summary>Gets the type of each model that cannot be made, and why. Null: one that cannot be made is an error.</summary>
    public Action<string, string>? Broken { get; init; }
}
