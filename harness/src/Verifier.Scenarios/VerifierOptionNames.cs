using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios;

/// <summary>Driver Verifier's options by the names that scripts have for them.</summary>
public static class VerifierOptionNames
{
    /// <summary>The names of those that are set, in the order of their bits.</summary>
    public static IEnumerable<string> Of(VerifierOptions options) => VerifierWords.Option.Words
        .Where(word => ulong.IsPow2((ulong)word.Value) && options.HasFlag(word.Value))
        .Select(word => word.Text);
}
