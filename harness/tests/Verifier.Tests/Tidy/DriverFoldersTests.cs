namespace Verifier.Tests.Tidy;

/// <summary>Each driver says what it models (README.md) and which defects are planted (defects.yaml, the truth for recall).</summary>
public sealed class DriverFoldersTests
{
    private const string Folder = "drivers-under-test/";

    [Test]
    public void Tree_has_a_page_and_a_defect_list_for_every_driver() => Offence.AssertNone(Find(Tree.Paths));

    [Test]
    public void Find_bare_driver_is_reported_for_both_files() =>
        Assert.That(
            Find(new[] { "Verifier.Drivers.csproj", "Array/Array.cs", "Ring/Ring.cs", "Ring/README.md", "Ring/defects.yaml" }
                .Select(path => Folder + path)).Select(offence => offence.Path),
            Is.EqualTo(new[] { Folder + "Array/README.md", Folder + "Array/defects.yaml" }));

    [Test]
    public void Find_bare_compiled_driver_is_reported() =>
        Assert.That(
            Find(new[] { "compiled/README.md", "compiled/build.sh", "compiled/Array/array.c", "compiled/Array/README.md" }
                .Select(path => Folder + path)).Select(offence => offence.Path),
            Is.EqualTo(new[] { Folder + "compiled/Array/defects.yaml" }));

    private static IEnumerable<Offence> Find(IEnumerable<string> paths)
    {
        var all = paths.Where(path => path.StartsWith(Folder, StringComparison.Ordinal)).ToHashSet();
        var drivers = all.Select(DriverOf).OfType<string>().Distinct();
        return from driver in drivers
               from name in new[] { "README.md", "defects.yaml" }
               let path = $"{Folder}{driver}/{name}"
               where !all.Contains(path)
               select new Offence(path, 1, "missing", "Write it: what the driver models, which defects are planted (none is an answer)");
    }

    // Compiled drivers have a folder each below compiled/, which holds files of its own.
    private static string? DriverOf(string path) => path.Split('/') switch
    {
        [_, "compiled", var driver, _, ..] => $"compiled/{driver}",
        [_, "compiled", _] => null,
        [_, var driver, _, ..] => driver,
        _ => null,
    };
}
