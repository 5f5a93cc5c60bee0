using System.Collections.Immutable;
using System.CommandLine;
using Verifier.Engine.Planning;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Options;

/// <summary><c>--stub</c>, for verbs that run drivers.</summary>
internal sealed class StubOption
{
    private readonly Option<string[]> _stubs = new("--stub")
    {
        Description = "Answer calls of an import that is not modelled with a number or a status instead of ending the run; may be given several times",
        HelpName = "NAME=VALUE",
    };

    /// <summary>The option.</summary>
    public Option Option => _stubs;

    /// <summary>Reads it.</summary>
    /// <exception cref="Workers.RefusalException">A value cannot be read.</exception>
    public ImmutableArray<ImportStub> Read(ParseResult parsed) => ImportStubs.Read(parsed.GetValue(_stubs) ?? []);
}
