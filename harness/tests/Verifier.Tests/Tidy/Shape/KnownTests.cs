namespace Verifier.Tests.Tidy.Shape;

/// <summary>A list of known offences hides no other, and none that is gone.</summary>
public sealed class KnownTests
{
    [Test]
    public void Check_offence_that_is_not_known_is_reported() =>
        Assert.That(Check(["a/One.cs", "b/Two.cs"], new Known("a/", 1, "x")), Is.EqualTo(new[] { "b/Two.cs: wrong" }));

    [Test]
    public void Check_more_offences_than_are_known_are_all_reported() =>
        Assert.That(Check(["a/One.cs", "a/Two.cs"], new Known("a/", 1, "x")), Is.EqualTo(new[] { "a/One.cs: wrong", "a/Two.cs: wrong" }));

    [TestCase(101, "a/: 101 found, and 2 stand on the list")]
    [TestCase(1, "a/: 1 found, and 2 stand on the list")]
    [TestCase(0, "a/: 0 found, and 2 stand on the list")]
    public void Check_entry_that_says_more_than_there_is_or_much_less_is_reported(int there, string expected) =>
        Assert.That(Check([.. Enumerable.Repeat("a/One.cs", there)], new Known("a/", 2, "x")), Is.EqualTo(new[] { expected }));

    [Test]
    public void Check_list_that_is_true_is_left_alone() =>
        Assert.That(Check(["a/One.cs", "a/b/Two.cs", "a/b/Two.cs"], new("a/b/Two.cs", 2, "x"), new("a/", 1, "x")), Is.Empty);

    private static IEnumerable<string> Check(string[] paths, params Known[] known) =>
        Known.Check(paths.Select(path => new Offence(path, 1, "wrong", "Repair it")), known).Select(offence => $"{offence.Path}: {offence.What}");
}
