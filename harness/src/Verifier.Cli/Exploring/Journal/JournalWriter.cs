using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Polly;
using Verifier.Cli.Host;
using Verifier.Engine.Exploration;

namespace Verifier.Cli.Exploring.Journal;

/// <summary>
/// Writes <c>campaign.ndjson</c>: each line is with the operating system before the next case is run, so that a killed program loses
/// only what it was doing. None is forced to the disk, which would take longer than the run: a power cut may lose more. Not thread safe.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    /// <summary>The file's name in the results folder.</summary>
    public const string Name = "campaign.ndjson";

    private readonly FileStream _stream;
    private readonly string _shown;
    private readonly ResiliencePipeline _pipeline;
    private JournalChain _chain = new();
    private long _length;

    private JournalWriter(FileStream stream, string shown, ResiliencePipeline pipeline)
    {
        _stream = stream;
        _shown = shown;
        _pipeline = pipeline;
    }

    /// <summary>Opens the file and keeps others from writing it. What is in it stays until <see cref="Begin"/>.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="shown">The path as the user knows it.</param>
    /// <param name="pipeline">The retries on a failing file system.</param>
    /// <exception cref="CliException">It cannot be written, or another process writes it.</exception>
    public static JournalWriter Open(string path, string shown, ResiliencePipeline pipeline)
    {
        try
        {
            return new JournalWriter(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0), shown, pipeline);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{shown} cannot be written ({e.Message}); if another run is writing it, choose another folder with -o");
        }
    }

    /// <summary>Begins a journal in place of any other, or goes on with the one that the file holds.</summary>
    /// <param name="header">The first line, which names the exploration.</param>
    /// <param name="continued">The content of the file; null to begin.</param>
    /// <exception cref="CliException">It cannot be written.</exception>
    public void Begin(JournalHeader header, JournalContent? continued)
    {
        _length = continued?.Length ?? 0;
        _chain = new JournalChain(continued?.LastSum ?? JournalChain.Start);
        Guarded(() => _stream.SetLength(_length));
        if (continued is null)
        {
            Write(header, JournalJson.Default.JournalHeader);
        }
    }

    /// <summary>Writes that a golden run came to its end.</summary>
    public void AddGolden(int target, string hash) => Write(new JournalLine { Target = target, Golden = hash }, JournalJson.Default.JournalLine);

    /// <summary>Writes a result.</summary>
    /// <exception cref="CliException">It cannot be written, though it was tried several times.</exception>
    public void Add(int target, CaseResult result) => Write(JournalLine.Of(target, result), JournalJson.Default.JournalLine);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void Write<T>(T line, JsonTypeInfo<T> type)
    {
        var bytes = _chain.Seal(JsonSerializer.SerializeToUtf8Bytes(line, type));
        Guarded(() =>
        {
            // A part of it may be there from a write that failed.
            _stream.Position = _length;
            _stream.Write(bytes);
        });
        _length += bytes.Length;
    }

    private void Guarded(Action write)
    {
        try
        {
            _pipeline.Execute(write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.SystemRefuses, $"{_shown} could not be written ({e.Message}); mend that, then go on with --resume");
        }
    }
}
