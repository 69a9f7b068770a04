using Tollgate.Security.Injection;
using Tollgate.Security.Personal;
using Tollgate.Security.Secrets;
using Tollgate.Security.Unfolding;

namespace Tollgate.Security;

/// <summary>
/// The engine: a text in, findings out. Detectors run over the text as it stands, over its readable form (escapes, look-alikes and
/// invisible characters undone, up to four times) and over what base64 and hexadecimal hide (up to three deep). One scanner serves every
/// thread; a clean text allocates nothing.
/// </summary>
public sealed class SecurityScanner
{
    private readonly Detectors _detectors;
    private readonly SecretDetector? _secrets;
    private readonly InjectionDetector? _injection;
    private readonly ScanScratch?[] _spare = new ScanScratch?[8];

    /// <summary>A scanner with those detectors and the built-in rules.</summary>
    public SecurityScanner(Detectors detectors = Detectors.All)
    {
        _detectors = detectors;
        _secrets = detectors.HasFlag(Detectors.Secrets) ? new SecretDetector(SecretCatalogue.Load()) : null;
        _injection = detectors.HasFlag(Detectors.Injection) ? InjectionDetector.Load() : null;
    }

    private SecurityScanner(Detectors detectors, SecretDetector? secrets, InjectionDetector? injection) => (_detectors, _secrets, _injection) = (detectors, secrets, injection);

    /// <summary>A scanner with some of this one's detectors: rules and weights are read and kept once.</summary>
    public SecurityScanner With(Detectors detectors) => new(
        _detectors & detectors, (detectors & Detectors.Secrets) == 0 ? null : _secrets, (detectors & Detectors.Injection) == 0 ? null : _injection);

    /// <summary>A scanner for injection alone, with a model of the caller's.</summary>
    internal SecurityScanner(InjectionDetector injection)
    {
        _detectors = Detectors.Injection;
        _injection = injection;
    }

    /// <summary>Adds what is in the text to the findings, in the order of places.</summary>
    public void Scan(ReadOnlySpan<byte> utf8, Source source, ref Findings findings) => Scan(utf8, source, [], ref findings);

    /// <summary>The same with detectors of the caller's besides.</summary>
    public void Scan(ReadOnlySpan<byte> utf8, Source source, ReadOnlySpan<TextDetector> own, ref Findings findings)
    {
        var scratch = Take();
        var sink = new ScanSink(ref findings, source, own);
        ScanText(utf8, scratch, 0, ref sink);
        findings.Sort();
        Give(scratch);
    }

    private void ScanText(ReadOnlySpan<byte> text, ScanScratch scratch, int depth, ref ScanSink sink)
    {
        Detect(text, ref sink);
        var (map, isHidden) = (sink.Map, sink.IsHidden);
        var readable = text;
        for (var pass = 0; pass < ScanScratch.MostPasses; pass++)
        {
            var view = scratch.Pass(depth, pass);
            var changed = Unfolder.Unfold(readable, sink.Map, view);
            if (changed == Unfolded.Nothing)
            {
                break;
            }

            readable = view.Bytes;
            sink.Map = view.Map;
            if (changed == Unfolded.Deep)
            {
                sink.IsHidden = true;
                Detect(readable, ref sink);
            }
        }

        _injection?.Scan(readable, scratch.Words, ref sink);
        var blobs = scratch.Blobs(depth);
        if (depth < ScanScratch.MostDepth && BlobDecoder.Decode(readable, sink.Map, blobs))
        {
            sink.Map = blobs.Map;
            sink.IsHidden = true;
            ScanText(blobs.Bytes, scratch, depth + 1, ref sink);
        }

        (sink.Map, sink.IsHidden) = (map, isHidden);
    }

    private void Detect(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        _secrets?.Scan(text, ref sink);
        if ((_detectors & Detectors.Personal) != 0)
        {
            PersonalDetector.Scan(text, ref sink);
        }

        foreach (var detector in sink.Own)
        {
            detector.Scan(text, ref sink);
        }
    }

    private ScanScratch Take()
    {
        for (var index = 0; index < _spare.Length; index++)
        {
            if (_spare[index] is not null && Interlocked.Exchange(ref _spare[index], null) is { } scratch)
            {
                return scratch;
            }
        }

        return new ScanScratch();
    }

    private void Give(ScanScratch scratch)
    {
        for (var index = 0; index < _spare.Length; index++)
        {
            if (_spare[index] is null && Interlocked.CompareExchange(ref _spare[index], scratch, null) is null)
            {
                return;
            }
        }
    }
}
