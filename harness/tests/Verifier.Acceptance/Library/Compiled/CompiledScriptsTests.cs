using Verifier.Acceptance.Cli;

namespace Verifier.Acceptance.Library.Compiled;

/// <summary>The scripts of compiled drivers through the command line, as the main command runs them.</summary>
public sealed class CompiledScriptsTests
{
    [Test]
    public void Every_script_comes_out_as_it_says()
    {
        CompiledLibrary.NeedsHost();
        using var cli = new CliProcess();
        var (code, output, error) = cli.Run("run", Repository.Path("scenarios", "compiled"), "-o", cli.Folder);
        Assert.That(code, Is.Zero, $"{output}\n{error}");
        var rows = output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(row => row.Length > 2).ToList();
        var missing = CompiledLibrary.Cases().Where(c => !rows.Exists(row => row[0] == c.Script.Scenario.Name && row[1] == c.Driver.Name));
        Assert.That(missing.Select(c => $"{c.Script.Scenario.Name} with {c.Driver.Name}"), Is.Empty);
    }

    [Test]
    public void Every_compiled_driver_meets_a_script()
    {
        var met = CompiledLibrary.Cases().SelectMany(c => c.Driver.With.Select(beside => beside.Driver.Name).Prepend(c.Driver.Name)).ToHashSet();
        var built = Directory.EnumerateFiles(Repository.Path("drivers-under-test", "compiled"), "*.sys", SearchOption.AllDirectories)
            .Where(path => !path.Contains("unmodelled", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.That(built.Where(name => !met.Contains(name)), Is.Empty);
    }
}
