using System.Collections.Immutable;

namespace Verifier.Cli.Doctor;

/// <summary>The verdict on one canary.</summary>
/// <param name="Name">The canary's name.</param>
/// <param name="IsFound">Was the planted defect found, as what it is?</param>
/// <param name="Surprises">What else was seen in the driver with the defect, or what was not.</param>
/// <param name="FalseAlarms">What was seen in the driver without one.</param>
internal sealed record CanaryResult(string Name, bool IsFound, ImmutableArray<string> Surprises, ImmutableArray<string> FalseAlarms)
{
    /// <summary>Found, and nothing besides.</summary>
    public bool IsGood => IsFound && Surprises.IsEmpty && FalseAlarms.IsEmpty;

    /// <summary>In one line: <c>found</c>, or what went wrong.</summary>
    public string Verdict => IsGood ? "found" : string.Join("; ", Problems);

    private IEnumerable<string> Problems
    {
        get
        {
            if (!IsFound)
            {
                yield return "missed";
            }

            foreach (var problem in Surprises.Concat(FalseAlarms.Select(alarm => $"false alarm: {alarm}")))
            {
                yield return problem;
            }
        }
    }
}
