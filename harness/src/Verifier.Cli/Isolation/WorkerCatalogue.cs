using Verifier.Cli.Loading;
using Verifier.Cli.Output;
using Verifier.Engine.Planning;

namespace Verifier.Cli.Isolation;

/// <summary>
/// Reads in a worker process which models there are: for that, the constructor and the name of each must run. This process makes a model only
/// when it is to run one itself.
/// </summary>
internal static class WorkerCatalogue
{
    /// <summary>The models, by name, as <see cref="ModelLoader"/> reads them.</summary>
    /// <param name="host">The surroundings.</param>
    /// <param name="supply">Where workers come from.</param>
    /// <param name="paths">Assemblies as the user gave them; empty for the program's own.</param>
    /// <param name="warn">Gets what is not as it should be.</param>
    /// <exception cref="CliException">An assembly cannot be used, or one of its models takes control of its process.</exception>
    public static IReadOnlyList<DriverUnderTest> Read(CliHost host, WorkerSupply supply, IReadOnlyCollection<string> paths, Action<string> warn)
    {
        using var line = new WorkerLine(supply);
        try
        {
            var catalogue = supply.Pipelines.Retry().Execute(stop => Ask(supply, line, paths, stop), host.Interruption.Token);
            catalogue.Warnings.ToList().ForEach(warn);
            var here = new Lazy<IReadOnlyList<DriverUnderTest>>(() => ModelLoader.Load(host, paths, _ => { }));
            return [.. catalogue.Models.Select(m => new DriverUnderTest(
                m.Name, m.Description, m.BuildHash, m.AssemblyName, m.StacksAreStable, () => here.Value.First(d => d.Name == m.Name).Create()))];
        }
        catch (WorkerFault fault)
        {
            throw new CliException(ExitCode.Internal, $"{fault.Message}; --isolation none explores without worker processes");
        }
    }

    private static Catalogue Ask(WorkerSupply supply, WorkerLine line, IReadOnlyCollection<string> paths, CancellationToken stop)
    {
        line.Start(stop);
        WorkerJson.Write(line.Worker.To, new CatalogueOrder([.. paths]));
        line.Worker.To.End(MessageKind.ListModels);
        line.Send(stop);
        var what = $"{(paths.Count == 0 ? "an assembly of models" : Words.List(paths))} cannot be read: its code";
        try
        {
            while (true)
            {
                var answer = line.Next(line.RunFloor, stop);
                switch (answer.Kind)
                {
                    case MessageKind.Begun:
                        what = $"{Printable.Line(answer.Text)} cannot be made: its constructor or Name";
                        break;
                    case MessageKind.Failed:
                        throw new CliException(ExitCode.Internal, $"internal error in a worker: {answer.Text}");
                    default:
                        return WorkerJson.Read<Catalogue>(answer.Content);
                }
            }
        }
        catch (WorkerLost lost)
        {
            throw CliException.Usage($"{what} {lost.How}");
        }
    }
}
