namespace Verifier.Tests.PublicApi;

/// <summary>One of everything that a surface can show, for the test of the writer.</summary>
internal abstract unsafe class Sample<T> : IDisposable
{
    public const string Tag = "mema";

    internal const int Hidden = 1;

    protected Sample(T value, int depth = 3) => (Ready, First) = (depth, value);

    public static event EventHandler? Happened;

    public enum Colour : byte
    {
        Red,
        Blue = 7,
    }

    public int Ready { get; init; }

    private T First { get; }

    public T this[int index] => First;

    public static int operator +(Sample<T> left, Sample<T> right) => left.Ready + right.Ready;

    public abstract bool TryGet(uint size, out T value);

    public void Dispose() => Happened?.Invoke(this, EventArgs.Empty);

    public override string ToString() => Tag;

    protected virtual byte* Pointer<TValue>(ref TValue[] values, in long at) => null;
}
