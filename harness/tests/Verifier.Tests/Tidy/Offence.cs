namespace Verifier.Tests.Tidy;

/// <summary>One place that breaks a rule of the repository, and what to do about it.</summary>
internal sealed record Offence(string Path, int Line, string What, string Remedy)
{
    /// <summary>In the form that editors and CI make a link of.</summary>
    public override string ToString() => $"{Path}:{Line}: {What}. {Remedy}.";

    /// <summary>Fails with every offence on a line of its own.</summary>
    public static void AssertNone(IEnumerable<Offence> offences)
    {
        var all = offences.ToList();
        Assert.That(all.Count, Is.Zero, $"{all.Count} to tidy:\n{string.Join('\n', all)}\n");
    }
}
