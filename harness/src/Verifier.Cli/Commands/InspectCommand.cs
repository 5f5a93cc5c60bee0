using System.CommandLine;
using Verifier.Binaries;
using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Inspecting;
using Verifier.Cli.Host;
using Verifier.Cli.Options;
using Verifier.Cli.Output;
using Verifier.Cli.Results;
using Verifier.Cli.Text;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Commands;

/// <summary><c>inspect FILE.sys</c>: what a compiled driver is, what it needs, and whether it can run.</summary>
internal static class InspectCommand
{
    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var file = new Argument<string>("FILE") { Description = "The compiled driver, a .sys file" };
        var verb = new Verb("inspect", "Says what a compiled driver is, what it needs, and whether it can run, without running it")
        {
            Examples = ["inspect mydriver.sys", "inspect mydriver.sys --verbosity detailed", "inspect mydriver.sys --format json"],
        };
        var with = new Option<string[]>("--with")
        {
            Description = "A compiled driver that is loaded beside it, as with: of a script: its exports count; may be given several times",
            HelpName = "FILE.sys",
        };
        verb.Add(file);
        verb.Add(with);
        shared.SetAction(verb, (parsed, invocation) => Inspect(invocation, parsed.GetRequiredValue(file), parsed.GetValue(with) ?? []));
        return verb;
    }

    private static ExitCode Inspect(Invocation invocation, string file, IEnumerable<string> with)
    {
        var beside = with.Select(path => CompiledLoader.Read(invocation.Host.FullPath(path), path, symbolFolders: null).File.Driver).ToList();
        var (inspection, pdb) = Read(invocation.Host, file, beside);
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => InspectionDocument.Write(json, inspection, pdb));
        }
        else
        {
            new InspectionReport(invocation.Out, invocation.OutHasColours, invocation.Verbosity).Write(inspection, pdb);
        }

        return inspection.Runnability switch
        {
            Runnability.Complete => ExitCode.Ok,
            Runnability.WithGaps => ExitCode.Inconclusive,
            _ => ExitCode.Usage,
        };
    }

    private static (ImageInspection Inspection, string? Pdb) Read(CliHost host, string file, IReadOnlyCollection<CompiledDriver> with)
    {
        if (file.Length == 0 || file.Contains('\0'))
        {
            throw CliException.Usage($"'{Printable.Line(file)}' is no path; name a .sys file");
        }

        try
        {
            var path = host.FullPath(file);
            var image = PeFile.Parse(DriverBytes.Read(path));
            return (ImageInspection.Of(image, [CompiledLoader.DriverOf(path, image).Code, .. with.Select(other => other.Code)]), image.Debug is { } debug ? PdbBeside(host, path, debug) : null);
        }
        catch (BinaryException e)
        {
            throw CliException.Usage($"{Printable.Line(file)}: {Printable.Line(e.Message)}");
        }
    }

    private static string? PdbBeside(CliHost host, string image, PdbReference debug)
    {
        var path = debug.FileName is { } name ? Path.Combine(Path.GetDirectoryName(image)!, name) : null;
        return File.Exists(path) ? host.DisplayPath(path) : null;
    }
}
