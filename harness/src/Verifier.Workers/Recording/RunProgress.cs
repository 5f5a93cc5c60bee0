using System.IO.MemoryMappedFiles;
using Verifier.Workers.Temporary;

namespace Verifier.Workers.Recording;

/// <summary>
/// The numbers of runs that a worker has begun and ended, in memory that both processes see and that outlives the worker: so answers can be
/// sent many at a time, and still it is known in which run a worker died. A store each, no system call.
/// </summary>
internal sealed class RunProgress : IDisposable
{
    private const int Bytes = 16;
    private const int EndedAt = 8;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly bool _isOwner;
    private long _begun;
    private long _ended;

    private RunProgress(string path, FileMode mode, bool isOwner)
    {
        Path = path;
        _isOwner = isOwner;
        using var stream = new FileStream(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (isOwner)
        {
            stream.SetLength(Bytes);
        }

        _file = MemoryMappedFile.CreateFromFile(stream, null, Bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(0, Bytes);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Runs that were begun, as the other process sees them.</summary>
    public long Begun => _view.ReadInt64(0);

    /// <summary>Runs that came to their end.</summary>
    public long Ended => _view.ReadInt64(EndedAt);

    /// <summary>A new one, in a file that is gone when it is disposed.</summary>
    public static RunProgress Create() => new(TemporaryFiles.NewFile(), FileMode.Open, isOwner: true);

    /// <summary>The worker's end of it.</summary>
    public static RunProgress Open(string path) => new(path, FileMode.Open, isOwner: false);

    /// <summary>A run begins.</summary>
    public void Begin() => _view.Write(0, ++_begun);

    /// <summary>It has ended.</summary>
    public void End() => _view.Write(EndedAt, ++_ended);

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
        if (_isOwner)
        {
            File.Delete(Path);
        }
    }
}
