using System.CommandLine;
using Verifier.Cli.Loading;

namespace Verifier.Cli.Commands;

/// <summary><c>--drivers</c> and <c>--symbols</c>, for every verb that loads drivers.</summary>
internal sealed class DriverOptions
{
    private readonly Option<string[]> _drivers = new("--drivers")
    {
        Description = "Drivers to use instead of the models that come with this program: an assembly of models, a compiled driver (.sys), or a folder; may be given several times",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _symbols = NewSymbols();

    /// <summary>Makes them.</summary>
    /// <param name="description">What <c>--drivers</c> is for; null for the usual.</param>
    public DriverOptions(string? description = null)
    {
        _drivers.Description = description ?? _drivers.Description;
    }

    /// <summary><c>--symbols</c> alone.</summary>
    public static Option<string[]> NewSymbols() => new("--symbols")
    {
        Description = "A folder with PDBs of compiled drivers, flat or a symbol store; may be given several times",
        HelpName = "DIR",
    };

    /// <summary>Both.</summary>
    public IEnumerable<Option> All => [_drivers, _symbols];

    /// <summary>Gives a verb both.</summary>
    public void AddTo(Command verb)
    {
        verb.Add(_drivers);
        verb.Add(_symbols);
    }

    /// <summary>Reads them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="invocation">The invocation.</param>
    /// <param name="files">Compiled drivers that other options name.</param>
    public DriverSources Read(ParseResult parsed, Invocation invocation, IReadOnlyCollection<string>? files = null) =>
        new(invocation, parsed.GetValue(_drivers) ?? [], files ?? [], parsed.GetValue(_symbols) ?? []);
}
