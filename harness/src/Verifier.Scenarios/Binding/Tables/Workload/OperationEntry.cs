using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>One word of the workload language.</summary>
/// <param name="Word">The word.</param>
/// <param name="Description">What it does: one or two sentences.</param>
/// <param name="Values">What may follow the word.</param>
/// <param name="Examples">Examples of a whole item, each as YAML on one line; at least one.</param>
internal sealed record OperationEntry(string Word, string Description, IKind<Operation> Values, params string[] Examples)
{
    /// <summary>Makes the operation if the word stands alone; null if it cannot.</summary>
    public Func<Operation>? Bare { get; init; }

    /// <summary>An operation whose only key is <c>name</c>.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="word">The word.</param>
    /// <param name="description">What it does.</param>
    /// <returns>The entry.</returns>
    public static OperationEntry Simple<T>(string word, string description)
        where T : Operation, new() => Of<T>(word, description, OperationKeys.Name);

    /// <summary>An operation whose only keys are <c>name</c> and <c>status</c>.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="word">The word.</param>
    /// <param name="description">What it does.</param>
    /// <returns>The entry.</returns>
    public static OperationEntry WithStatus<T>(string word, string description)
        where T : Operation, new() => Of<T>(word, description, OperationKeys.Name, OperationKeys.Status);

    private static OperationEntry Of<T>(string word, string description, params IKey[] keys)
        where T : Operation, new()
    {
        var table = new ObjectKind<Operation>
        {
            Name = word,
            Phrase = $"'{word}'",
            Keys = keys,
            Build = fields => new T
            {
                Source = fields.Span,
                Name = fields.Reference(OperationKeys.Name),
                AllowedStatuses = fields.Get(OperationKeys.Status, []),
            },
        };
        return new OperationEntry(word, description, table, word) { Bare = () => new T() };
    }
}
