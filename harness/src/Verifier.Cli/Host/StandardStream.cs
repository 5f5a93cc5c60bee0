using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Verifier.Cli.Host;

/// <summary>
/// Standard output or standard error of this process. The runtime's own stream takes a reader that has gone for one that has read all, so
/// on Unix this one writes itself; and a descriptor that was closed when the program began is never mistaken for a file that got its number.
/// </summary>
/// <param name="descriptor">1 or 2.</param>
internal sealed class StandardStream(int descriptor) : Stream
{
    private const int CloseOnExec = 1;
    private const int GetDescriptorFlags = 1;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int TryAgainElsewhere = 35;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    // A file that the runtime opened for itself is closed when another program is started; an inherited one is not.
    private readonly bool _isOpen = Flags(descriptor, GetDescriptorFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The stream of a descriptor.</summary>
    public static Stream Open(int descriptor) => !OperatingSystem.IsWindows() ? new StandardStream(descriptor)
        : descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_isOpen)
        {
            throw new IOException("it is closed");
        }

        while (!buffer.IsEmpty)
        {
            var written = Write(descriptor, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            Wait(Marshal.GetLastPInvokeError());
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Each write goes to the system at once.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private static void Wait(int error)
    {
        if (error == Interrupted)
        {
            return;
        }

        if (error != TryAgain && error != TryAgainElsewhere)
        {
            throw new IOException(new Win32Exception(error).Message);
        }

        Thread.Sleep(Pause);
    }

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, in byte first, nint count);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flags(int descriptor, int command);
}
