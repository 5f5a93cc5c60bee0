using System.Text;
using Polly;
using Verifier.Cli.Exploring;
using Verifier.Cli.Files;
using Verifier.Cli.Host;
using Verifier.Cli.Text;
using Verifier.Scenarios;

namespace Verifier.Cli.Results;

/// <summary>
/// <c>results.ndjson</c> in a folder. It is written beside itself and renamed, so that a reader finds the last complete file or the new
/// one, even if the program is killed.
/// </summary>
/// <param name="folder">Full path of the folder.</param>
/// <param name="shown">The folder as the user knows it.</param>
/// <param name="pipeline">The retries on a failing file system; see <see cref="SavePipeline"/>.</param>
internal sealed class ResultsFile(string folder, string shown, ResiliencePipeline pipeline)
{
    private const string Name = "results.ndjson";

    private readonly string _path = Path.Combine(folder, Name);

    /// <summary>The file as the user knows it.</summary>
    public string ShownPath { get; } = $"{shown.Replace('\\', '/').TrimEnd('/')}/{Name}";

    /// <summary>The file of an invocation.</summary>
    public static ResultsFile Of(CliHost host, string folder) => new(host.FullPath(folder), folder, SavePipeline.Create(host.Clock));

    /// <summary>Makes the folder and sees that it can be written, before anything is run.</summary>
    /// <exception cref="CliException">It cannot.</exception>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(WholeFile.Beside(_path), string.Empty);
            File.Delete(WholeFile.Beside(_path));
            ScriptFolders.Mark(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"the results folder {shown} cannot be written ({e.Message}); choose another with -o");
        }
    }

    /// <summary>Removes the results of an earlier command, which must not be taken for those of this one.</summary>
    /// <exception cref="CliException">It cannot be taken away.</exception>
    public void Remove()
    {
        try
        {
            if (File.Exists(_path))
            {
                File.Delete(_path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{ShownPath} of an earlier command cannot be removed ({e.Message}); choose another folder with -o");
        }
    }

    /// <summary>Replaces the file: the lines of the runs, and behind them one for each campaign.</summary>
    /// <exception cref="CliException">It cannot be written, though it was tried several times.</exception>
    public void Save(IEnumerable<string> runs, IEnumerable<CampaignRecord> campaigns) =>
        Save([.. runs, .. campaigns.Select(record => JsonDocumentWriter.Line(json => CampaignJson.Write(json, record)))]);

    /// <summary>Replaces the file.</summary>
    /// <param name="lines">One JSON object a line, without line ends.</param>
    /// <exception cref="CliException">It cannot be written, though it was tried several times.</exception>
    public void Save(IEnumerable<string> lines)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        try
        {
            pipeline.Execute(() => WholeFile.Replace(_path, text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.SystemRefuses, $"{ShownPath} could not be written ({e.Message}); run again, or choose another folder with -o");
        }
    }
}
