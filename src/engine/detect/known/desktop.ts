/** Failures of desktop applications in layers: dependency injection, presenters and views, themes; as an older system words them too. */
import { depth, type KnownFailure } from './scale.ts';

/** Ordered from the special to the general. */
export const desktopFailures: readonly KnownFailure[] = [
  {
    id: 'containerMissing', category: 'DI', minutes: 15, depth: depth.setup, grade: 'failure',
    expression: /Application ?(?:Context|Container).{0,40}(?:찾을 수 없|없음|초기화되지|not found|missing|not (?:been )?initiali[sz]ed)|(?:cannot|could not|can't|unable to) find (?:the )?Application ?(?:Context|Container)|\bDI\b.{0,20}(?:주입|컨테이너|container|injection).{0,20}(?:실패|오류|없|fail|error|missing)|(?:의존성|서비스) ?주입.{0,12}(?:실패|오류)|NoSuchBeanDefinition|No (?:qualifying bean|provider for|service for type)|Unable to resolve service for type|Nest can't resolve dependencies|No matching bindings found|dependency injection.{0,30}(?:failed|error)|circular (?:dependency|reference|import)|most likely due to a circular import|BeanCurrentlyInCreation/i,
    means: 'A part asks for a service nobody has registered, or before it was made.',
    check: 'Check the order of initialisation and the registration of the service named; look for a circle between modules.',
    samples: ['Application Container를 찾을 수 없음', 'cannot find ApplicationContainer', 'ThemeLoader DI 주입 실패', 'NullInjectorError: No provider for HttpClient!', "Unable to resolve service for type 'ICart' while attempting to activate 'CartController'.", "Nest can't resolve dependencies of the CartService (?).", 'NoSuchBeanDefinitionException: No qualifying bean of type', 'ImportError: cannot import A from partially initialized module (most likely due to a circular import)'],
    counters: ['DI Container 기반 주입 완료', 'ApplicationContainer initialised'],
  },
  {
    id: 'metaclassConflict', category: 'UI', minutes: 30, depth: depth.setup, grade: 'failure',
    expression: /metaclass.{0,40}(?:conflict|충돌)|(?:ThemeService|테마).{0,60}(?:충돌|conflict|오류|실패|error|fail)|multiple (?:inheritance|bases have instance lay-?out)|Cannot create a consistent method resolution|MRO conflict|다중 ?상속.{0,20}(?:충돌|오류)/i,
    means: 'Two base classes cannot be joined, often a Qt class and an abstract one.',
    check: 'Give the service by composition or injection instead of inheritance, and check that the libraries\' versions fit.',
    samples: ['ThemeService metaclass 충돌 발생', 'TypeError: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass', 'multiple inheritance conflict in ThemeService', 'TypeError: multiple bases have instance lay-out conflict', '테마 적용 실패'],
  },
  {
    id: 'presenterView', category: 'MVP', minutes: 25, depth: depth.service, grade: 'degraded',
    expression: /\bMVP\b.{0,20}(?:패턴|pattern).{0,30}(?:경고|위반|warning|violation|broken)|(?:Presenter|Controller|ViewModel|프레젠터).{0,40}(?:View|뷰).{0,40}(?:연결|bind\w{0,4}|connect\w{0,6}|wiring).{0,20}(?:실패|fail|error)|(?:signal|시그널|slot|슬롯).{0,30}(?:연결|connect\w{0,6}).{0,20}(?:실패|fail|error)|(?:QObject::connect|QObject: Cannot|QWidget:|QThread: Destroyed|QPainter::begin|QBasicTimer::)|wrapped C\/C\+\+ object of type \w{1,40} has been deleted/i,
    means: 'A view and what steers it are not connected, or one of them is gone.',
    check: 'Check the presenter\'s interface, how long the view lives, and its signals.',
    samples: ['MVP 패턴 위반: View에서 직접 호출', 'MVP pattern warning in SettingsView', 'Presenter와 View 연결 실패', 'QObject::connect: No such signal A::changed()', 'RuntimeError: wrapped C/C++ object of type QLabel has been deleted', 'QThread: Destroyed while thread is still running'],
  },
  {
    id: 'displayMissing', category: 'UI', minutes: 15, depth: depth.setup, grade: 'outage',
    expression: /could not connect to display|cannot open display|no display name and no \$DISPLAY|Could not load the Qt platform plugin|no Qt platform plugin could be initialized|Missing X server|GLX.{0,30}(?:error|missing|fail)|(?:libGL|EGL|Vulkan).{0,40}(?:error|fail|not found)|Failed to (?:launch|connect to) (?:the )?(?:browser|chrome|chromium|display)|browserType\.launch/i,
    means: 'There is no screen or graphics driver for a program that needs one.',
    check: 'Start it under a display (xvfb-run) or headless, and install the plugin or browser named.',
    samples: ['qt.qpa.xcb: could not connect to display', 'qt.qpa.plugin: Could not load the Qt platform plugin "xcb" in "" even though it was found.', "_tkinter.TclError: no display name and no $DISPLAY environment variable", "browserType.launch: Executable doesn't exist at /root/.cache/ms-playwright", 'Error: Failed to launch the browser process!'],
  },
];
