using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Checks;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>files:</c>, what is on the simulated machine's volume.</summary>
internal static class FilesTable
{
    private const string PathForm = @"^(\\\?\?\\[Cc]:|\\DosDevices\\[Cc]:|\\SystemRoot)(\\[^\\/:*?""<>|\x00-\x1F]+)+$";

    private static readonly Key<string> Path = new("path", Texts.Matching(@"a path such as \??\C:\config.bin", DiagnosticCodes.BadName, PathForm,
        @"is not a path of the simulated volume: it starts with \??\C:\, \DosDevices\C:\ or \SystemRoot\ and has neither '/' nor wildcards", 255),
        "Where it is, as a driver opens it. The directories that lead there are made.", @"\??\C:\config.bin", @"\SystemRoot\System32\drivers\x.dat")
    { IsRequired = true };

    private static readonly Key<DataLiteral> Data = new("data", DataLiterals.Data, "What it holds. Default: nothing.", "\"text:depth=4\"", "\"random:4KiB\"");

    private static readonly Key<bool> Directory = new("directory", Texts.Switch, "If true, it is a directory. Default: false.", "true");

    private static readonly Key<bool> ReadOnly = new("read-only", Texts.Switch, "If true, it cannot be opened for writing. Default: false.", "true");

    private static readonly ObjectKind<SimulatedFile> Table = new()
    {
        Name = "files",
        Phrase = "a file",
        Keys = [Path, Data, Directory, ReadOnly],
        Build = Make,
    };

    /// <summary>The files.</summary>
    public static IKind<ImmutableArray<SimulatedFile>> Files { get; } =
        new SelectKind<ImmutableArray<SimulatedFile>, ImmutableArray<SimulatedFile>>(new ListKind<SimulatedFile>(Table, "files"), (files, _, context) =>
        {
            FilesCheck.Run(files, context);
            return files;
        });

    private static SimulatedFile Make(Fields fields)
    {
        if (fields.Get(Directory, false) && fields.Has(Data))
        {
            fields.Context.Report(DiagnosticCodes.IdleWord, fields.SpanOf(Data), "a directory holds no 'data'; leave one of 'data' and 'directory' out");
        }

        return new SimulatedFile
        {
            Source = fields.Span,
            Path = fields.Get(Path),
            Data = fields.Reference(Data),
            IsDirectory = fields.Get(Directory, false),
            IsReadOnly = fields.Get(ReadOnly, false),
        };
    }
}
