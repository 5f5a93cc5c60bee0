using System.CommandLine;
using Verifier.Cli.Settings;

namespace Verifier.Cli.Options;

/// <summary><c>--source-root</c> and <c>--no-source</c>, for verbs that write a report.</summary>
internal sealed class SourceOptions
{
    private readonly Option<string[]> _roots = new("--source-root")
    {
        Description = "A folder with sources of drivers, of which the report shows the lines around a frame; may be given several times",
        HelpName = "DIR",
    };

    private readonly Option<bool> _none = new("--no-source") { Description = "Keep and show no lines of sources" };

    /// <summary>Both.</summary>
    public IEnumerable<Option> All => [_roots, _none];

    /// <summary>Reads them.</summary>
    public NightSources Read(ParseResult parsed) => new([.. parsed.GetValue(_roots) ?? []], !parsed.GetValue(_none));
}
