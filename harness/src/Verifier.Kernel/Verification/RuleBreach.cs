namespace Verifier.Kernel;

/// <summary>
/// A broken rule for which Windows documents no bug check: what follows is undefined. <see cref="Rule"/> names the rule in a word or two,
/// the same in every run.
/// </summary>
internal sealed record RuleBreach(string Rule, string Text)
{
    /// <summary>The calls that it is about.</summary>
    public IReadOnlyList<Origin> About { get; init; } = [];
}
