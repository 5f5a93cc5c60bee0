using System.CommandLine;
using Verifier.Cli.Host;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Options;

/// <summary><c>--drivers</c> and <c>--symbols</c>, for every verb that loads drivers, and <c>--driver FILE.sys</c> for those that take a token.</summary>
internal sealed class DriverOptions
{
    private readonly Option<string[]> _drivers = new("--drivers")
    {
        Description = "Drivers to use instead of the models that come with this program: an assembly of models, a compiled driver (.sys), or a folder; may be given several times",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _symbols = NewSymbols();
    private readonly Option<string[]>? _files;

    /// <summary>Makes them.</summary>
    /// <param name="description">The description of <c>--drivers</c>; null for the usual.</param>
    public DriverOptions(string? description = null)
    {
        _drivers.Description = description ?? _drivers.Description;
    }

    private DriverOptions(Option<string[]> files) => _files = files;

    /// <summary>All three, for a verb that does the run of a token again: the token names the driver, so <c>--driver</c> takes paths only.</summary>
    public static DriverOptions ForToken() => new(new Option<string[]>("--driver")
    {
        Description = "A compiled driver by the path of its .sys, besides the models that come with this program; may be given several times",
        HelpName = "FILE.sys",
    });

    /// <summary><c>--symbols</c> alone.</summary>
    public static Option<string[]> NewSymbols() => new("--symbols")
    {
        Description = "A folder with PDBs of compiled drivers, flat or a symbol store; may be given several times",
        HelpName = "DIR",
    };

    /// <summary>All that the verb has.</summary>
    public IEnumerable<Option> All => _files is null ? [_drivers, _symbols] : [_files, _drivers, _symbols];

    /// <summary>Gives a verb all.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in All)
        {
            verb.Add(option);
        }
    }

    /// <summary>Reads them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="invocation">The invocation.</param>
    /// <param name="files">Compiled drivers that options of the verb name.</param>
    /// <exception cref="CliException">A value of <c>--driver</c> is no path of a compiled driver.</exception>
    public DriverSources Read(ParseResult parsed, Invocation invocation, IReadOnlyCollection<string>? files = null) =>
        new(invocation, parsed.GetValue(_drivers) ?? [], files ?? Files(parsed), parsed.GetValue(_symbols) ?? []);

    private string[] Files(ParseResult parsed)
    {
        var files = _files is null ? [] : parsed.GetValue(_files) ?? [];
        return Array.Find(files, file => !CompiledLoader.IsCompiled(file)) is { } other
            ? throw CliException.Usage($"--driver {Printable.Line(other)} is no path of a compiled driver (.sys), and the token names the driver; name the file, or leave --driver out")
            : files;
    }
}
