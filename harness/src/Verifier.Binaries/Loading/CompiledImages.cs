using System.Collections;

namespace Verifier.Binaries.Loading;

/// <summary>Compiled images of a run, in load order.</summary>
internal sealed class CompiledImages : IReadOnlyList<CompiledImage>
{
    private readonly List<CompiledImage> _images = [];

    /// <inheritdoc/>
    public int Count => _images.Count;

    /// <summary>Those of them that are not unloaded.</summary>
    public IEnumerable<CompiledImage> Loaded => _images.Where(image => !image.Image.IsUnloaded);

    /// <inheritdoc/>
    public CompiledImage this[int index] => _images[index];

    /// <summary>The image at an address; null when none is there.</summary>
    public CompiledImage? At(ulong address)
    {
        foreach (var image in _images)
        {
            if (image.Contains(address))
            {
                return image;
            }
        }

        return null;
    }

    /// <summary>One more is loaded.</summary>
    public void Add(CompiledImage image) => _images.Add(image);

    /// <summary>A new run begins.</summary>
    public void Reset() => _images.Clear();

    /// <inheritdoc/>
    public IEnumerator<CompiledImage> GetEnumerator() => _images.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
