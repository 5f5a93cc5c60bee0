using Verifier.Cli.Host;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Workers;
using Verifier.Workers.Asking;
using Verifier.Workers.Hosting;
using Verifier.Workers.Loading;
using Verifier.Workers.Messages;
using Verifier.Workers.Watching;

namespace Verifier.Cli.Isolation;

/// <summary>
/// Reads in a worker process which models there are: for that, the constructor and the name of each must run. One that takes control of the
/// process is named, and the others are read without it. This process makes a model only when it is to run one itself.
/// </summary>
/// <param name="host">The surroundings.</param>
/// <param name="supply">The supply of workers.</param>
/// <param name="paths">Assemblies as the user gave them; empty for the program's own.</param>
/// <param name="nextScript">A script that may be run next; null if none is known.</param>
internal sealed class WorkerCatalogue(CliHost host, WorkerSupply supply, IReadOnlyCollection<string> paths, string? nextScript = null)
{
    private readonly List<string> _skipped = [];
    private readonly List<string> _broken = [];
    private string? _suspect;

    /// <summary>The models, by name, as <see cref="ModelLoader"/> reads them.</summary>
    /// <param name="warn">Gets what is not as it should be.</param>
    /// <param name="broken">Gets a sentence for each model that cannot be made.</param>
    /// <exception cref="CliException">An assembly cannot be used.</exception>
    public IReadOnlyList<DriverUnderTest> Read(Action<string> warn, Action<string> broken)
    {
        var catalogue = Ask();
        catalogue.Warnings.ToList().ForEach(warn);
        _broken.AddRange(catalogue.Broken);
        _broken.ForEach(broken);
        return [.. catalogue.Models.Select(ModelOf)];
    }

    private DriverUnderTest ModelOf(CatalogueEntry entry)
    {
        var making = new ModelMaking { Wanted = type => type == entry.TypeName };
        var here = new Lazy<DriverUnderTest>(() => ModelLoader.Load(host.WorkingFolder, paths, _ => { }, making).First(d => d.Name == entry.Name));
        return new DriverUnderTest(
            entry.Name, entry.Description, entry.BuildHash, entry.AssemblyName, entry.StacksAreStable, () => here.Value.Create!())
        {
            TypeName = entry.TypeName,
        };
    }

    private Catalogue Ask()
    {
        using var line = new WorkerLine(supply);
        try
        {
            while (true)
            {
                var catalogue = supply.Pipelines.Retry().Execute(stop => Ask(line, stop), host.Interruption.Token);
                if (catalogue is not null)
                {
                    line.Release();
                    return catalogue;
                }
            }
        }
        catch (WorkerFault fault)
        {
            throw fault.AsError();
        }
    }

    // Null: a worker was lost, and it must be asked again.
    private Catalogue? Ask(WorkerLine line, CancellationToken stop)
    {
        line.Start(stop);
        OrderMessages.Write(line.Worker.To, new CatalogueOrder([.. paths], [.. _skipped], nextScript));
        line.Send(stop);
        string? type = null;
        try
        {
            while (true)
            {
                var answer = line.Next(line.RunFloor, stop);
                switch (answer.Kind)
                {
                    case MessageKind.Begun:
                        type = answer.Text;
                        break;
                    case MessageKind.Failed:
                        throw new CliException(ExitCode.Internal, $"internal error in a worker: {answer.Text}");
                    default:
                        return line.Read(() => OrderMessages.ReadCatalogue(answer));
                }
            }
        }
        catch (WorkerLost lost)
        {
            Blame(type, lost);
            return null;
        }
    }

    // Once may be bad luck, but for one that never comes back: that was waited for.
    private void Blame(string? type, WorkerLost lost)
    {
        if (lost.How != LossOfControl.Spin && _suspect != (type ?? string.Empty))
        {
            _suspect = type ?? string.Empty;
            return;
        }

        if (type is null)
        {
            throw CliException.Usage($"{(paths.Count == 0 ? "an assembly of models" : Words.List(paths))} cannot be read: its code {lost.How}");
        }

        _skipped.Add(type);
        _broken.Add($"{Printable.Line(type)} cannot be made: its constructor or Name {lost.How}");
    }
}
