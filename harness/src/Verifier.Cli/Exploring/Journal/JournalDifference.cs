using Verifier.Cli.Text;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>One thing in which a target is not what a journal says of it.</summary>
/// <param name="What">The thing, with the option that sets it.</param>
/// <param name="Place">The place: a script, a driver, or both.</param>
/// <param name="Then">As the journal has it.</param>
/// <param name="Now">As it is now.</param>
internal sealed record JournalDifference(string What, string Place, string Then, string Now)
{
    /// <summary>A script's text.</summary>
    public const string Script = "script";

    /// <summary>A driver's build.</summary>
    public const string Driver = "driver";

    /// <summary>Says all differences: each thing once, however many targets differ in it.</summary>
    public static IEnumerable<string> Sentences(IEnumerable<JournalDifference> differences) =>
        differences.Distinct().GroupBy(difference => difference.What).Select(group => Sentence([.. group]));

    private static string Sentence(IReadOnlyList<JournalDifference> same)
    {
        var (first, more) = (same[0], same.Count - 1);
        return (first.What, more) switch
        {
            (Script, 0) => $"the script {first.Place} has changed",
            (Script, _) => $"the script {first.Place} and {Words.Count(more, "other")} have changed",
            (Driver, 0) => $"the driver {first.Place} was built again",
            (Driver, _) => $"the driver {first.Place} and {Words.Count(more, "other")} were built again",
            (_, 0) => $"{first.What} of {first.Place}: '{first.Then}' then, '{first.Now}' now",
            _ when same.All(one => (one.Then, one.Now) == (first.Then, first.Now)) => $"{first.What}: '{first.Then}' then, '{first.Now}' now",
            _ => $"{first.What} of {first.Place}: '{first.Then}' then, '{first.Now}' now; also of {Words.Count(more, "other target")}",
        };
    }
}
