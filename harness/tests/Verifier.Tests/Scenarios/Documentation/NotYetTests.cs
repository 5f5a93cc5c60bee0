using System.Text.RegularExpressions;
using Verifier.Kernel;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Model;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Scenarios.Documentation;

/// <summary>The language reference names every option of Driver Verifier that is read and does nothing, and no other.</summary>
public sealed partial class NotYetTests
{
    // These are rules that fail requests, not options of the kernel.
    private const VerifierOptions Injecting = VerifierOptions.LowResources | VerifierOptions.SystematicLowResources;

    [Test]
    public void Page_names_the_options_that_change_no_run()
    {
        var page = Tree.Read("harness/docs/SCENARIOS.md").Text;
        var section = page[page.LastIndexOf("## What does not work yet", StringComparison.Ordinal)..page.LastIndexOf("## Limits", StringComparison.Ordinal)];
        var row = section.Split('\n').Single(line => line.Contains("under `verifier`", StringComparison.Ordinal)).Split('|')[1];
        var named = Quoted().Matches(row).Select(m => m.Groups[1].Value).Where(word => word != "verifier");

        var kernel = string.Join('\n', Tree.Files("harness/src/Verifier.Kernel/", ".cs").Where(f => !f.Path.EndsWith("DriverVerifierOptions.cs", StringComparison.Ordinal)).Select(f => f.Text));
        var used = Enum.GetValues<DriverVerifierOptions>().Where(o => Regex.IsMatch(kernel, $@"\bDriverVerifierOptions\.{o}\b")).Aggregate((a, b) => a | b);
        var idle = VerifierWords.Option.Words
            .Where(word => (word.Value & ~Injecting & ~(VerifierOptions)(ulong)used) == word.Value && word.Value != VerifierOptions.None)
            .Select(word => word.Text);

        Assert.That(named, Is.EquivalentTo(idle));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
